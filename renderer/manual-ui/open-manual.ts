import { create } from 'zustand'
import type { Topic } from '../../shared/manual/topics'

interface OpenManual {
  /** The page that lies open; `null` while the manual is closed. */
  readonly topic: Topic | null
}

/** Which page of the manual lies open beside the screen. */
export const useManual = create<OpenManual>(() => ({ topic: null }))

/** Opens the manual at a page, or closes it. */
export function openManual(topic: Topic | null): void {
  useManual.setState({ topic })
}
