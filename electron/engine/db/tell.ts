/** Hears how far some work is: so much of so much. */
export type Tell = (done: number, total: number) => void

/** Nobody listens. */
export const unheard: Tell = () => undefined

/** Several steps told as one work, in hundredths of it, each hundredth once. @returns what hears a step, by its place from 0 on */
export function inSteps(steps: number, tell: Tell): (at: number) => Tell {
  let told = -1
  return (at) => (done, total) => {
    const part = total === 0 ? 0 : Math.min(1, done / total)
    const now = Math.floor(((at + part) * 100) / steps)
    if (now <= told) return
    told = now
    tell(now, 100)
  }
}
