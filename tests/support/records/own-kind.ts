import type { Kind } from '../../../shared/definition/define'
import { defineKind } from '../../../shared/definition/define-kind'
import { count, rows, text } from '../../../shared/definition/fields'
import type { Upgrades } from '../../../shared/definition/upgrades'

/** A kind of the tests' own in some version; its third calls `leader` `chief`, and says in minutes what was said in hours. */
export function noteKind(version: number, upgrades?: Upgrades): Kind {
  return defineKind({
    name: 'test-note',
    label: '笔记',
    code: 'TN',
    version,
    ...(upgrades && { upgrades }),
    owner: 'district',
    numbered: false,
    place: 'reference',
    title: (r) => String(r.name),
    fields: {
      name: text({ label: '名称', index: true, personal: false }),
      chief: text({ label: '负责人', personal: 'named' }),
      minutes: count({ label: '时长', unit: '分钟' }),
      steps: rows({ label: '步骤', of: { what: text({ label: '内容', personal: false }) } }),
    },
    form: [['name', 'chief'], ['minutes'], ['steps']],
    list: ['name'],
    filters: [],
    sort: { field: 'name', descending: false },
  })
}

/** From 1 to 2 a key is renamed; from 2 to 3 a value is said otherwise, and rows move to another field. */
export const noteUpgrades: Upgrades = {
  1: ({ leader, ...others }) => (leader === undefined ? others : { ...others, chief: leader }),
  2: (stored) =>
    Object.fromEntries(
      Object.entries(stored).map(([key, value]) => {
        if (key === 'hours') return ['minutes', typeof value === 'number' ? value * 60 : value]
        return [key.startsWith('points/') ? key.replace('points/', 'steps/') : key, value]
      }),
    ),
}
