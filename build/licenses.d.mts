export interface License {
  readonly name: string
  readonly version: string
  /** As the package says it, such as `MIT`. */
  readonly license: string
  readonly text: string
}
export const allowed: ReadonlySet<string>
export function packageFolderOf(id: string): string | undefined
export function licenseOf(folder: string, base?: string): License
export function licensesOf(folders: Iterable<string>): readonly License[]
export function asText(entries: readonly License[]): string
