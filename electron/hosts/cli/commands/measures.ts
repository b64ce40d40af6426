import { measures as every } from '../../../../shared/figures/measures'
import { measureGroups } from '../../../../shared/figures/measures/define'
import { defineCommand } from '../command'
import { table } from '../table'

/** Needs no profile: what a figure counts is the same in every district. */
const measures = defineCommand({
  name: 'measures',
  summary: '列出全部统计项：名称、单位、版本和口径',
  options: {},
  run: async () => ({
    json: {
      measures: every.map(({ name, label, word, group, version, meaning, ratio }) => ({
        name,
        label,
        word,
        group: measureGroups[group],
        version,
        meaning,
        ...(ratio && { ratio }),
      })),
    },
    text: table(
      ['名称', '统计项', '单位', '版本', '统计口径'],
      every.map(({ name, label, word, version, meaning }) => [name, label, word, version, meaning]),
    ),
  }),
})

export const measureCommands = [measures]
