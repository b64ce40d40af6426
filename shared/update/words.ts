/** What a person types to have the system install what was laid out; on Windows the setup itself. */
export function installCommand({
  platform,
  path,
}: {
  readonly platform: string
  readonly path: string
}): string {
  return platform === 'linux' ? `sudo apt install '${path.replaceAll("'", String.raw`'\''`)}'` : `"${path}"`
}
