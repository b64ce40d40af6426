import { readFileSync } from 'node:fs'
import { filesBelow } from '../../support/machine/sources'

test('a stick and a computer are called alike wherever somebody reads of them', () => {
  const former = ['shared', 'electron', 'renderer'].flatMap((folder) =>
    filesBelow(folder)
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/介质编号|机器代号/g)].map(([word]) => `${file}: ${word}`),
      ),
  )
  expect(former).toEqual([])
})
