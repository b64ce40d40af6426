/** Waits for Ctrl+C. Stays listening: a terminal tells every process, and build/yuanba.mjs passes it on once more. */
export function stopSignal(): Promise<void> {
  return new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop())
  })
}
