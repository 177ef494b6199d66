/* Rules that find faults in the script of the pages and in the tests; how a line looks is no matter of theirs. */
import js from "@eslint/js";
import globals from "globals";

const more = ["array-callback-return", "eqeqeq", "no-constructor-return", "no-duplicate-imports", "no-self-compare", "no-shadow",
	"no-template-curly-in-string", "no-throw-literal", "no-unreachable-loop", "no-unused-expressions", "no-useless-assignment", "no-useless-return",
	"no-var", "prefer-const", "prefer-promise-reject-errors"];

export default [
	js.configs.recommended,
	{
		linterOptions: { reportUnusedDisableDirectives: "error" },
		rules: { ...Object.fromEntries(more.map((name) => [name, "error"])), "no-unused-vars": ["error", { ignoreRestSiblings: true }] },
	},
	{ files: ["static/**"], languageOptions: { sourceType: "script", globals: globals.browser } },
	{ files: ["tests/**"], languageOptions: { sourceType: "module", globals: globals.nodeBuiltin } },
	/* What is handed to page.evaluate() runs in the page. */
	{ files: ["tests/browser/**"], languageOptions: { globals: globals.browser } },
];
