/** True only in the bundle for the test runtime (build/bundle.mjs); production code behind it is compiled out. */
declare const __TEST_RUNTIME__: boolean
