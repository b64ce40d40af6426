/** The names of the window's channels, by who speaks first. */
export interface WireNames {
  readonly asked: ReadonlySet<string>
  readonly told: ReadonlySet<string>
}

const argument = '--yuanba-channels='

/**
 * The channels' names as an argument of the window's process. The preload script reads them there: with the map of the
 * channels itself, the library of its schemas would be loaded into every window a second time.
 */
export function wireNamesArgument(asked: readonly string[], told: readonly string[]): string {
  return `${argument}${asked.join(',')};${told.join(',')}`
}

/** @see wireNamesArgument. Without the argument no channel is open. */
export function readWireNames(args: readonly string[]): WireNames {
  const text = args.find((arg) => arg.startsWith(argument))?.slice(argument.length) ?? ''
  const [asked = '', told = ''] = text.split(';')
  const names = (list: string): ReadonlySet<string> => new Set(list.split(',').filter((name) => name !== ''))
  return { asked: names(asked), told: names(told) }
}
