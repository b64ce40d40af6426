import { addDays } from '../dates'
import type { Body } from '../shapes'
import { createPrng, type Prng } from './prng'

const occupations = ['务农', '个体经营', '务工', '退休', '教师'] as const

/**
 * What the forms of a written agreement ask for beside the ledger. Drawn apart from the dispute's own draws, so that these stay
 * as they are. @param last the last day of the period, before which a visit is told
 */
export function mediationPapers(
  seed: string,
  settled: Body,
  place: string,
  recorder: string,
  last: string,
): Body {
  if (settled.agreementForm !== 'written') return {}
  const prng = createPrng(`${seed}/mediation-papers`)
  const { performedOn } = settled
  const visitedOn = typeof performedOn === 'string' ? addDays(performedOn, prng.between(5, 20)) : last
  return {
    ...party(prng, 'applicant', place),
    ...party(prng, 'respondent', place),
    claims: '请求对方停止影响，按约定处理',
    place: `${place}便民服务中心调解室`,
    recorder,
    proceedings:
      '双方先各自说明经过，调解员到现场查看后，讲明有关法律规定和邻里相处的道理。\n双方经商议，同意各让一步。',
    performanceWay: '当场履行一部分，其余按期履行',
    ...(typeof performedOn === 'string' && { performBy: performedOn }),
    ...(visitedOn < last && {
      visitedOn,
      visitor: recorder,
      visit: '协议已按期履行，双方对结果满意，没有新的矛盾。',
    }),
  }
}

function party(prng: Prng, of: 'applicant' | 'respondent', place: string): Body {
  return {
    [`${of}Sex`]: prng.pick(['male', 'female']),
    [`${of}Age`]: prng.between(28, 76),
    [`${of}Ethnicity`]: '汉族',
    [`${of}Occupation`]: prng.pick(occupations),
    [`${of}Address`]: `${place}${prng.between(1, 9)}组${prng.between(1, 60)}号`,
  }
}
