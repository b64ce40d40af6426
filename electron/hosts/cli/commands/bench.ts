import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entries } from '../../../bench/entries'
import { isWithinLimit, type Line, overLimit, ratioOf } from '../../../bench/entry'
import { runBench } from '../../../bench/run'
import { runTask } from '../../../bench/tasks'
import { defineCommand, type Result } from '../command'
import { table } from '../table'
import { wholeNumber } from '../usage'

const ROUNDS = 3

const bench = defineCommand({
  name: 'bench',
  summary: '测量速度：同一次运行里与参照做法轮流进行，只看比值',
  options: {
    only: {
      value: 'NAME',
      help: '只测一项',
      choices: entries.map(({ name }) => name),
    },
    size: { value: 'N', help: '记录条数，默认 100000；有的项目用它的十分之一和十倍' },
    rounds: { value: 'N', help: '每项轮流测几次，取中间值，默认 3' },
    'no-judge': { help: '只量不判：有项目未达到时也以 0 退出（默认以 1 退出）' },
    peers: { help: '先用 npm 把要对比的其他同步程序装到临时文件夹；不加时只对比已经装好的' },
    task: { value: 'JSON', help: '测速自己用：在这个进程里做其中一步' },
  },
  run: async (ctx, options) => {
    if (options.task !== undefined) {
      const reading = await runTask(options.task)
      return { json: reading, text: `${reading.ms} ms` }
    }
    const [program, script = ''] = process.argv
    const lines = await runBench({
      size: options.size === undefined ? 100_000 : wholeNumber('size', options.size, 10, 1_000_000),
      rounds: options.rounds === undefined ? ROUNDS : wholeNumber('rounds', options.rounds, 1, 99),
      installs: options.peers === true,
      cache: join(tmpdir(), 'yuanba-bench-peers'),
      cli: [program ?? process.execPath, ...process.execArgv, script],
      note: ctx.notice,
      ...(ctx.startWorker ? { startWorker: ctx.startWorker } : {}),
      ...(options.only === undefined ? {} : { only: options.only }),
    })
    return answerOf(lines, { judges: !options['no-judge'] })
  },
})

/** The table; exit code 1 when a line is over its limit, so that scheduled work notices. */
export function answerOf(lines: readonly Line[], { judges }: { readonly judges: boolean }): Result {
  return {
    json: { lines: lines.map(asJson) },
    text: table(head, lines.map(asRow)),
    ...(judges && overLimit(lines).length > 0 ? { exit: 1 } : {}),
  }
}

const head = ['项目', '本程序', '参照', '比值', '应不超过', '结果', '说明']

function asJson(line: Line) {
  if ('skipped' in line) return line
  return { ...line, ratio: ratioOf(line), pass: isWithinLimit(line) }
}

function asRow(line: Line): readonly string[] {
  if ('skipped' in line) return [line.name, '', '', '', '', '未测', `${line.what}：${line.skipped}`]
  const { name, ours, yardstick, unit, limit, what } = line
  const shown = (value: number): string => `${value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${unit}`
  const within = isWithinLimit(line)
  const result = within === null ? '只供参考' : within ? '达到' : '未达到'
  const atMost = limit === null ? '' : String(Math.round(limit * 1000) / 1000)
  return [name, shown(ours), shown(yardstick), ratioOf(line).toFixed(2), atMost, result, what]
}

export const benchCommands = [bench]
