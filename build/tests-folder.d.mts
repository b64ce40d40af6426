/** Makes the folder of a run in `place`, sweeps what killed runs left there, and answers its path. */
export function makeTestsFolder(place?: string): string
