export const absent: readonly RegExp[]
export function antdSheet(parts?: readonly string[]): string
