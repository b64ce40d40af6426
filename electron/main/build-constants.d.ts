/** The Electron that package.json asks for (build/bundle.mjs). */
declare const __ELECTRON_VERSION__: string
