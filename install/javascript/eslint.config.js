// What the JavaScript of this project is held to. The runtime is read by Excel's oldest runtime: see hosts/web/library.

import js from "@eslint/js";

const strict = {
  eqeqeq: "error",
  "no-var": "error",
  "prefer-const": "error",
  "no-shadow": "error",
};

export default [
  js.configs.recommended,
  {
    files: ["xlfuncs/hosts/web/runtime/*.js"],
    languageOptions: { ecmaVersion: 2015, sourceType: "module" },
    rules: {
      ...strict,
      "no-self-compare": "off", // x !== x is the quickest question for NaN
      "no-restricted-syntax": ["error", "ClassDeclaration", "ClassExpression"],
    },
  },
  {
    files: ["tests/**/*.mjs"],
    languageOptions: { globals: { console: "readonly", performance: "readonly", process: "readonly" } },
    rules: strict,
  },
];
