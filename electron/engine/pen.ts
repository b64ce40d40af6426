/**
 * The right to write a profile's database. The engine's own thread has it, until its worker needs it for a transaction that
 * takes long: then nobody else may wait for the database with a blocked thread.
 */
export interface Pen {
  /** Whether the worker has it: what one call wants to write has to be held. */
  isLent(): boolean
  /** Does work that may write at any of its steps: it waits while the pen is lent, and the pen waits for it. */
  keep<T>(work: () => T | Promise<T>): Promise<T>
  /** Lets the pen go while work under `keep` waits for something else. */
  pause<T>(work: () => Promise<T>): Promise<T>
  /** Lends the pen to what goes on elsewhere for work under `keep`, which has it again afterwards. */
  lendOut<T>(work: () => Promise<T>): Promise<T>
  /** Resolves once nobody here needs it; everybody else waits from now on. One at a time. */
  lend(): Promise<void>
  /** It is back, or not wanted any more: whoever waits goes on. */
  takeBack(): void
}

/** Of an engine without a worker, and of the worker itself: nobody else has the pen. */
export const undisturbed = {
  isHeld: () => false,
  exclusively: async <T>(work: () => T): Promise<T> => work(),
}

/** @see Pen */
export function openPen(): Pen {
  let keeping = 0
  let lent = false
  let wanted: (() => void) | undefined
  let waiting: (() => void)[] = []

  function lendIfFree(): void {
    if (!wanted || keeping > 0) return
    lent = true
    wanted()
    wanted = undefined
  }

  async function taken(): Promise<void> {
    while (lent || wanted) await new Promise<void>((go) => waiting.push(go))
    keeping += 1
  }

  function letGo(): void {
    keeping -= 1
    lendIfFree()
  }

  function lend(): Promise<void> {
    if (lent || wanted) throw new RangeError('the pen is lent already')
    return new Promise((go) => {
      wanted = go
      lendIfFree()
    })
  }

  function takeBack(): void {
    lent = false
    wanted = undefined
    const going = waiting
    waiting = []
    for (const go of going) go()
  }

  return {
    isLent: () => lent,
    async keep(work) {
      await taken()
      try {
        return await work()
      } finally {
        letGo()
      }
    },
    async pause(work) {
      letGo()
      try {
        return await work()
      } finally {
        await taken()
      }
    },
    async lendOut(work) {
      letGo()
      try {
        await lend()
        return await work()
      } finally {
        takeBack()
        await taken()
      }
    },
    lend,
    takeBack,
  }
}
