// The compatibility lint: the built phone may use only what the oldest supported browsers know (browserslist in package.json).
// BarcodeDetector is asked for before use; without it the scanner loads its own decoder. userAgentData is too: without it
// a phone that enrols says less of its make. Bluetooth too: without it no scale is offered, and weights are typed.
import compat from "eslint-plugin-compat";

export default [
  {
    files: ["simpul/config/static/kader/**/*.js"],
    ...compat.configs["flat/recommended"],
    linterOptions: { reportUnusedDisableDirectives: "off", noInlineConfig: true },
    settings: { lintAllEsApis: true, polyfills: ["BarcodeDetector", "navigator.userAgentData", "navigator.bluetooth"] },
  },
];
