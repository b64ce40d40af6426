import { replyOfHub } from '../../../electron/hosts/hub-calls'
import { openHubFiles } from '../../../electron/hosts/hub-files'
import { seededRandom } from '../../support/desks/engine'
import { handClock, hubCost, hubPassphrase, servingOf, twoDistricts } from '../../support/hub/region'
import { testSeal } from '../../support/hub/sealed'
import { eachStore } from '../../support/hub/stores'

eachStore(({ engine, open }) => {
  test('a character that the database does not take is answered with a sentence, at the door already', async () => {
    const owner = await open()
    await twoDistricts(owner)
    const serving = await servingOf(engine, owner, seededRandom(3), testSeal)
    const around = { clock: handClock(), random: seededRandom(5) }
    const means = { ...around, kdfCost: hubCost, files: openHubFiles(around) }
    const typed = { user: '李\0主任', passphrase: hubPassphrase, code: '000000' }
    const refused = { answer: { error: { code: 'call.invalid' } } }
    expect(await replyOfHub(serving, means, null, 'session.unlock', typed)).toMatchObject(refused)
    const search = { kind: 'unit', filter: { text: '村\0' } }
    expect(await replyOfHub(serving, means, 'no token', 'records.list', search)).toMatchObject(refused)
    if (engine === 'postgres') await serving.close()
  })
})
