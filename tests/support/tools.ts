import { spawnSync } from 'node:child_process'
import { tell } from './seed'

/**
 * Whether these programs are on this machine. On a bare one a test says that it had nothing to compare with; where the
 * suite must be whole (`YUANBA_E2E=required`) a missing program fails.
 */
export function hasTool(...names: readonly string[]): boolean {
  const missing = names.filter(
    (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).error !== undefined,
  )
  if (missing.length === 0) return true
  if (process.env.YUANBA_E2E === 'required') throw new Error(`not installed: ${missing.join(', ')}`)
  tell(`没有安装 ${missing.join('、')},这一项没有比对`)
  return false
}
