import { maskBody } from '../../../shared/disclosure/mask-record'
import { kindOf } from '../../../shared/kinds'
import { maskText } from '../../../shared/privacy/masks'
import fc from '../../support/laws/property'

test.each([
  ['name', '张三', '张*'],
  ['name', '张三丰', '张*'],
  ['name', '', ''],
  ['phone', '13812341234', '138****1234'],
  ['phone', '0832-2123456', '0832-****56'],
  ['phone', '08322123456', '0832****56'],
  ['phone', '010-62345678', '010-****78'],
  ['phone', '028-81234567-801', '028-****01'],
  ['phone', '2123456', '****56'],
  ['id', '51010719900307801X', '510***********801X'],
  ['id', '护照E12345678', '****78'],
  ['id', '军1', '****'],
  ['card', '6222021234567890128', '****0128'],
  ['card', '12345678', '****78'],
  ['hidden', '举报人', '****'],
  ['party', '张三丰', '张*'],
  ['party', '四川某某建筑工程有限公司', '四川某某建筑工程有限公司'],
  ['party', '东街街道司法所', '东街街道司法所'],
  ['party', '李院', '李*'],
  ['party', '解家院子', '解*院子'],
  ['party', '文化院坝', '文*院坝'],
  ['party', '院坝', '院坝'],
  ['address', '桃花村3组12号', '桃花村****'],
  ['address', '东街街道石桥社区8栋2单元', '东街街道石桥社区****'],
  ['address', '东街街道人民路8号', '东街街道****'],
  ['address', '示范区人民路8号阳光小区', '示范区****'],
  ['address', '3组12号', '3组****'],
  ['address', '桃花村', '桃花村'],
  ['address', '阳光小区8栋', '****'],
] as const)('as a %s, %s becomes %s', (mask, text, shown) => {
  expect(maskText(mask, text)).toBe(shown)
})

test('a mask never shows a whole value', () => {
  const phone = fc.stringMatching(/^1[3-9][0-9]{9}$/)
  fc.assert(
    fc.property(phone, (text) => maskText('phone', text) !== text && maskText('phone', text).includes('*')),
  )
})

test('where a mask hides nothing, nothing is said to be hidden', () => {
  const aid = kindOf('legal-aid-case')
  const { body, masked } = maskBody(aid, { opponent: '四川某某劳务公司', address: '桃花村' })
  expect({ body, masked }).toEqual({ body: { opponent: '四川某某劳务公司', address: '桃花村' }, masked: [] })
  expect(maskBody(aid, { opponent: '王老板', address: '桃花村3组' }).masked).toEqual(['address', 'opponent'])
})

test('a body is masked field by field and cell by cell, and says where', () => {
  const demands = [
    { id: 'r1', who: '张三', phone: '13812341234', what: '道路' },
    { id: 'r2', who: '李四', what: '水' },
  ]
  const { body, masked } = maskBody(kindOf('courtyard-session'), { courtyard: '张三家', demands })
  expect(masked).toEqual(['demands/r1/who', 'demands/r1/phone', 'demands/r2/who'])
  expect(body).toEqual({
    courtyard: '张三家',
    demands: [
      { id: 'r1', who: '张*', phone: '138****1234', what: '道路' },
      { id: 'r2', who: '李*', what: '水' },
    ],
  })
  const person = maskBody(kindOf('person'), { name: '张三', phone: '13812341234' })
  expect(person).toEqual({ body: { name: '张三', phone: '138****1234' }, masked: ['phone'] })
})
