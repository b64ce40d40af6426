import { linesOf } from '../../../../shared/themes/sheet'
import { defineCommand } from '../command'
import { table } from '../table'
import { unitOption } from '../units'
import { wholeNumber } from '../usage'

const months = Array.from({ length: 12 }, (_, at) => at + 1)

const themes = defineCommand({
  name: 'themes',
  summary: '一月一主题:一年里各小分队计划、已办和缺的场次',
  options: {
    year: { value: 'Y', help: '年度', required: true },
    unit: { value: 'U', help: '单位的编号、编码或名称,含下级' },
  },
  run: async (ctx, { year, unit }) => {
    const asked = wholeNumber('year', year, 1949, 2200)
    const rpc = await ctx.signedIn()
    const grid = await rpc.themes.grid({ year: asked, ...(await unitOption(rpc, unit)) })
    const rows = grid.teams.flatMap((team) =>
      months.flatMap((month) =>
        linesOf(grid, team.id, month).map((line) => [team.unitName, team.name, `${month}月`, line]),
      ),
    )
    const none = `${asked} 年还没有月度主题,或没有小分队。`
    return {
      json: grid,
      text: rows.length === 0 ? none : table(['村(社区)', '小分队', '月份', '场次'], rows),
    }
  },
})

const suggest = defineCommand({
  name: 'themes suggest',
  summary: '填入一年里通行的月度主题,已有主题的月份不动;填入后照样修改',
  options: { year: { value: 'Y', help: '年度', required: true } },
  run: async (ctx, { year }) => {
    const asked = wholeNumber('year', year, 1949, 2200)
    const { ids } = await (await ctx.signedIn()).themes.suggest({ year: asked, operation: ctx.operation() })
    return { json: { added: ids.length, ids }, text: `已填入 ${asked} 年的 ${ids.length} 个主题。` }
  },
})

export const themeCommands = [themes, suggest]
