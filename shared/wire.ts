import { z } from 'zod'
import type { Answer, Output } from './contract'
import { type EngineEvents, type EventName, engineEvents } from './contract/events'
import { fileToken } from './contract/types'
import type { ErrorBody } from './errors'
import { installerName } from './update/installer-name'

/** The page asks, the main process answers; what does not fit `input` is refused before a handler sees it. */
function asked<const I extends z.ZodType, const O extends z.ZodType>(input: I, output: O) {
  return { direction: 'asked', input, output } as const
}

/** The main process tells the page, unasked. */
function told<const P extends z.ZodType>(payload: P) {
  return { direction: 'told', payload } as const
}

const title = z.string().max(200)
const html = z.string().max(64 * 1024 * 1024)

/** A file or folder that the person chose: its token for the engine, its name for the screen. Never its path. */
export const chosenFile = z.object({ token: fileToken, name: z.string() })
export type Chosen = z.output<typeof chosenFile>

/** Which host stands behind the page. */
export const hostInfo = z.object({
  kind: z.enum(['desktop', 'loopback', 'hub']),
  /** A sentence that must stay on the screen, such as that this runtime is unfit for real data. */
  notice: z.string().nullable(),
  /** Whether this is the separate profile to practise in. */
  practice: z.boolean(),
  /** What the window runs on; null in a browser, whose own version is nobody's business here. */
  window: z.object({ electron: z.string(), chromium: z.string() }).nullable(),
})
export type HostInfo = z.output<typeof hostInfo>

/** A stick that is in: an id of this run and what the system calls it. Never its path. */
export const stick = z.object({ id: z.string(), label: z.string() })
export type Stick = z.output<typeof stick>

/** Labels of the sticks that were put in and pulled out. */
const sticksNews = z.object({ came: z.array(z.string()), gone: z.array(z.string()) })
export type SticksNews = z.output<typeof sticksNews>

/** What the window's menu can ask of the page. */
const menuCommand = z.enum([
  'create',
  'save',
  'print',
  'palette',
  'help',
  'exchange',
  'deadlines',
  'home',
  'about',
  'lock',
])
export type MenuCommand = z.output<typeof menuCommand>

const answer = z.custom<Answer<unknown>>(
  (value) => typeof value === 'object' && value !== null && ('ok' in value || 'error' in value),
)

/**
 * Every channel between the page and the main process, the only place that names one. The main process checks what comes and
 * what goes by it, the preload script lets these names through, and the page's transport takes its types from it.
 */
export const wire = {
  'engine.call': asked(z.strictObject({ name: z.string().max(80), input: z.unknown() }), answer),
  /** `extensions` without a dot. Answers nothing when the person closes the dialog. */
  'files.open': asked(
    z.strictObject({
      title,
      extensions: z
        .array(z.string().regex(/^[a-z0-9]{1,10}$/))
        .max(20)
        .readonly(),
      multiple: z.boolean(),
    }),
    z.array(chosenFile).readonly(),
  ),
  'files.folder': asked(z.strictObject({ title }), chosenFile.nullable()),
  'files.save': asked(z.strictObject({ title, suggestedName: z.string().max(200) }), chosenFile.nullable()),
  /** Shows a chosen file in its folder; `shown` is false where it is not there any more. */
  'files.show': asked(z.strictObject({ token: fileToken }), z.object({ shown: z.boolean() })),
  /** Names of the files that were opened with the program and that no screen has taken yet. */
  'files.waiting': asked(z.strictObject({}), z.array(z.string()).readonly()),
  /** The same files, taken: nobody gets them a second time. */
  'files.take': asked(z.strictObject({}), z.array(chosenFile).readonly()),
  /** The sticks that are in, the one that was used last first. */
  'sticks.list': asked(z.strictObject({}), z.array(stick).readonly()),
  /** A stick's folder; nothing when it was pulled out meanwhile. */
  'sticks.choose': asked(z.strictObject({ id: z.string().max(4096) }), chosenFile.nullable()),
  /** `printed` is false when the person closed the print dialog. */
  'print.dialog': asked(z.strictObject({ html }), z.object({ printed: z.boolean() })),
  /** Answers the size of what was written. */
  'print.pdf': asked(z.strictObject({ html, token: fileToken }), z.object({ bytes: z.number() })),
  /** Has the system open an installer that the engine laid out; `opened` is false where it knows no program for it. */
  'update.run': asked(
    z.strictObject({ installer: z.string().regex(installerName) }),
    z.object({ opened: z.boolean() }),
  ),
  'host.info': asked(z.strictObject({}), hostInfo),
  /** Opens the separate profile to practise in, as a program of its own. */
  'host.practice': asked(z.strictObject({}), z.object({ opened: z.boolean() })),
  /** Has the system say how much is due; `shown` is false where it shows no notices. */
  'host.due': asked(
    z.strictObject({ overdue: z.int().min(0), today: z.int().min(0) }),
    z.object({ shown: z.boolean() }),
  ),
  changed: told(engineEvents.changed),
  progress: told(engineEvents.progress),
  held: told(engineEvents.held),
  session: told(engineEvents.session),
  restarted: told(engineEvents.restarted),
  /** A file was opened with the program (a double click) and waits for a screen to take it. */
  waiting: told(z.object({})),
  sticks: told(sticksNews),
  /** An entry of the window's menu was chosen. */
  command: told(z.object({ command: menuCommand })),
  /** The window is being closed, and waits for a backup. */
  closing: told(z.object({})),
} as const

type Wire = typeof wire
/** Channels by which the page asks. */
export type Asked = { [C in keyof Wire]: Wire[C]['direction'] extends 'asked' ? C : never }[keyof Wire]
/** Channels by which the page is told. */
export type Told = Exclude<keyof Wire, Asked>

/** What the page sends. */
export type Question<C extends Asked> = z.input<Wire[C]['input']>
/** What a handler gets. */
export type Checked<C extends Asked> = z.output<Wire[C]['input']>
export type Reply<C extends Asked> = z.output<Wire[C]['output']>
export type News<C extends Told> = z.output<Wire[C]['payload']>

const names = Object.keys(wire) as (keyof Wire)[]
export const askedNames = names.filter((name): name is Asked => wire[name].direction === 'asked')
export const toldNames = names.filter((name): name is Told => wire[name].direction === 'told')

/** What the preload script puts into the page as `window.yuanba`, and nothing else. */
export interface Bridge {
  invoke<C extends Asked>(channel: C, question: Question<C>): Promise<Reply<C>>
  /** Listens until the answer is called. */
  subscribe<C extends Told>(channel: C, listener: (news: News<C>) => void): () => void
}

/** What the main process asks of the engine process. */
export type ToEngine =
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  /** A path that the person chose in a dialog; answered with its token. */
  | { readonly type: 'grant'; readonly id: number; readonly path: string }
  /** A file that the window made, for a path that the person chose in a dialog. */
  | { readonly type: 'write'; readonly id: number; readonly path: string; readonly content: Uint8Array }
  | { readonly type: 'close'; readonly id: number }

/**
 * What the engine process says. First how its door stands, so that the first screen need not wait for the rest of the engine. Then
 * that it is there, or can never be on this machine; an answer to a request; an event.
 */
export type FromEngine =
  | { readonly type: 'door'; readonly state: Output<'profile.state'> }
  | { readonly type: 'ready' }
  | { readonly type: 'unfit'; readonly error: ErrorBody }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer<unknown> }
  | { readonly type: 'event'; readonly event: EventName; readonly payload: EngineEvents[EventName] }
