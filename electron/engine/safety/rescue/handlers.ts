import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { writeChosen } from '../../files/in-passing'
import type { Calls, Handlers } from '../../handler'
import { isoNow } from '../../moment'
import { diagnosisLines } from './diagnosis'
import { rescueToExcel } from './to-excel'

export const rescueHandlers = {
  'rescue.toExcel': rescueToExcel,
  'rescue.diagnose': (ctx, { folder }) => {
    const target = ctx.pathOf(folder)
    const day = isoNow(ctx.clock).slice(0, 10)
    const names = ['', ...Array.from({ length: 99 }, (_, n) => `-${n + 2}`)].map((n) => `诊断-${day}${n}.txt`)
    const file = names.find((name) => !existsSync(join(target, name))) ?? `诊断-${day}.txt`
    const text = `\ufeff${diagnosisLines(ctx).join('\r\n')}\r\n`
    writeChosen(ctx, join(target, file), text)
    return { file, bytes: Buffer.byteLength(text) }
  },
} satisfies Handlers<Calls<'rescue'>>
