import { openPen } from '../../../electron/engine/pen'

/** Lets everything go on that can. */
const settled = (): Promise<void> => new Promise((go) => setImmediate(go))

test('the pen is lent once no task needs it, and tasks that come later wait for it', async () => {
  const pen = openPen()
  const order: string[] = []
  const first = Promise.withResolvers<void>()
  const one = pen.keep(() => first.promise).then(() => order.push('one'))
  const lent = pen.lend().then(() => order.push('lent'))
  const two = pen.keep(() => order.push('two'))
  await settled()
  expect([order, pen.isLent()]).toEqual([[], false])
  first.resolve()
  await Promise.all([one, lent])
  await settled()
  expect([order.toSorted(), pen.isLent()]).toEqual([['lent', 'one'], true])
  pen.takeBack()
  await two
  expect([order.at(-1), pen.isLent()]).toEqual(['two', false])
})

test('a task that waits for something else lets go of the pen, and has it again before it goes on', async () => {
  const pen = openPen()
  const other = Promise.withResolvers<void>()
  const order: string[] = []
  const task = pen.keep(async () => {
    await pen.pause(() => other.promise)
    order.push(`task, lent: ${pen.isLent()}`)
  })
  await pen.lend()
  other.resolve()
  await settled()
  expect(order).toEqual([])
  pen.takeBack()
  await task
  expect(order).toEqual(['task, lent: false'])
})

test('a task that lends the pen out waits for who has it, keeps it from others, and has it again before it goes on', async () => {
  const pen = openPen()
  const [other, elsewhere] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const order: string[] = []
  const one = pen.keep(() => other.promise)
  const task = pen.keep(async () => {
    await pen.lendOut(async () => {
      order.push(`lent: ${pen.isLent()}`)
      await elsewhere.promise
    })
    order.push(`task, lent: ${pen.isLent()}`)
  })
  await settled()
  expect(order).toEqual([])
  other.resolve()
  await one
  const late = pen.keep(() => order.push('late'))
  await settled()
  expect(order).toEqual(['lent: true'])
  elsewhere.resolve()
  await Promise.all([task, late])
  expect(order.slice(0, 1)).toEqual(['lent: true'])
  expect(order.slice(1).toSorted()).toEqual(['late', 'task, lent: false'])
})

test('a wish for the pen that is taken back stops nobody', async () => {
  const pen = openPen()
  const first = Promise.withResolvers<void>()
  const one = pen.keep(() => first.promise)
  void pen.lend()
  const two = pen.keep(() => 'done')
  pen.takeBack()
  expect(await two).toBe('done')
  first.resolve()
  await one
  expect(pen.isLent()).toBe(false)
})
