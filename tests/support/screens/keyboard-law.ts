import { join } from 'node:path'
import { callEngine } from '../desks/engine-call'
import { namesOtherSide } from '../records/filled'
import {
  exchange,
  type KeyboardStory,
  kindsInOrder,
  liveThrough,
  startStory,
  type Typed,
} from './keyboard-story'
import { layTable, type OpenScreen, outputFolder, type Screen } from './screen'

/** What must hold for somebody without a mouse, whatever host shows the window. */
export function describeKeyboard(host: string, openWith: () => Promise<OpenScreen>): void {
  describe(`every kind by the keyboard alone, ${host}`, () => {
    const table = layTable()
    const opened: Screen[] = []
    const typed: Typed[] = []
    let story: Omit<KeyboardStory, 'typed'>

    beforeAll(async () => {
      const open = await openWith()
      story = await startStory(async (...where) => {
        const screen = await open(...where)
        opened.push(screen)
        return screen
      }, table)
    })
    afterAll(async () => {
      for (const screen of opened) await screen.close()
      table.clear()
    })

    it.each(kindsInOrder.map((kind) => [kind.label, kind] as const))(
      '%s is typed, found, moved through its workflow and shown as it prints',
      async (_, kind) => {
        const screen = kind.owner === 'district' ? story.district : story.street
        try {
          if (namesOtherSide(kind)) await exchange(story)
          const lived = await liveThrough(screen.page, kind)
          const { body } = await callEngine(screen.page, 'records.get', { id: lived.id })
          expect(body).toMatchObject(lived.states)
          typed.push(lived)
        } catch (error) {
          await screen.page.screenshot({ path: join(outputFolder('keyboard'), `${host}-${kind.name}.png`) })
          throw error
        }
      },
    )

    it('what was typed on one side is carried to the other, with the states it reached', async () => {
      await exchange(story)
      for (const { kind, id, states } of typed) {
        const other = kind.owner === 'district' ? story.street : story.district
        const { body, conflicts } = await callEngine(other.page, 'records.get', { id })
        expect([kind.name, body, conflicts]).toEqual([kind.name, expect.objectContaining(states), 0])
      }
      expect(typed).toHaveLength(kindsInOrder.length)
    })

    it('nothing on these screens complained', () => {
      for (const screen of opened) expect(screen.complaints).toEqual([])
    })
  })
}
