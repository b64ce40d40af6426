import type { Papers } from './transport'

/** Reads what lies beside the page, from wherever the page came. */
export const builtPapers: Papers = {
  async read(file) {
    const answer = await fetch(`./${file}`)
    if (answer.status === 404) return null
    if (!answer.ok) throw new Error(`the host refused ${file}: ${answer.status}`)
    return answer.text()
  },
}
