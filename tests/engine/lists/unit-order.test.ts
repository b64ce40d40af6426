import { type Desk, openDistrict } from '../../support/desks/engine'

let desk: Desk
beforeEach(async () => {
  desk = await openDistrict()
})
afterEach(() => desk.close())

const village = async (name: string, more: Readonly<Record<string, string | number>> = {}) =>
  await desk.rpc.records.save({
    kind: 'unit',
    patch: { name, level: 'village', parent: desk.units.east, ...more },
    operation: desk.operation(),
  })
const offered = async (text?: string) => {
  const { options } = await desk.rpc.records.options({
    kind: 'unit',
    levels: ['village', 'community'],
    ...(text !== undefined && { text }),
    limit: 50,
  })
  return options.map(({ label }) => label)
}

test('villages are offered street by street, as the district numbered them, then by pinyin', async () => {
  await village('重阳村')
  await village('阿里村')
  await village('第一村', { order: 1 })
  expect(await offered()).toEqual([
    '第一村',
    '阿里村',
    // 重阳 is chong, not zhong.
    '重阳村',
    '李子村',
    '石桥社区',
    '桃花村',
    '远山村',
  ])
  expect(await offered('村')).toEqual(['第一村', '阿里村', '重阳村', '李子村', '桃花村', '远山村'])
})

test('the groups of a village stand under it by their number', async () => {
  for (const name of ['10组', '2组'])
    await desk.rpc.records.save({
      kind: 'unit',
      patch: { name, level: 'group', parent: desk.units.peach },
      operation: desk.operation(),
    })
  const { options } = await desk.rpc.records.options({ kind: 'unit', levels: ['group'], limit: 50 })
  expect(options.map(({ label }) => label)).toEqual(['2组', '10组'])
})
