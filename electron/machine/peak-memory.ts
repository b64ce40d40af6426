import { readFileSync } from 'node:fs'

/**
 * The most memory that this process held until now, in bytes. On Linux as the kernel tells it of this program alone: what
 * Node answers there begins with what the parent held when it started us.
 */
export function peakMemory(): number {
  const told = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : ''
  const kib = /^VmHWM:\s*(\d+) kB$/m.exec(told)?.[1] ?? process.resourceUsage().maxRSS
  return Number(kib) * 1024
}
