export function commitOf(ask: (...args: string[]) => string | undefined): {
  readonly commit: string | null
  readonly changed: boolean
}
export function buildTime(env?: Readonly<Record<string, string | undefined>>): string
export function describeBuild(built: boolean): void
export function describeLicenses(folders: Iterable<string>): void
