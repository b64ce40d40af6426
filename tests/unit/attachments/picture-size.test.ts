import { pictureSize } from '../../../shared/attachments/picture-size'
import { photo, scan, screenshot, sticker } from '../../support/records/pictures'

test('the size of a picture is known by how it begins, and nothing of it is decoded', () => {
  const large = photo({ width: 9000, height: 8000 })
  expect(pictureSize(large.subarray(0, 2000))).toEqual({ width: 9000, height: 8000 })
  expect(pictureSize(screenshot(5, 7).subarray(0, 40))).toEqual({ width: 5, height: 7 })
  const whole = pictureSize(sticker())
  expect(whole?.width).toBeGreaterThan(0)
  expect(pictureSize(sticker().subarray(0, 60))).toEqual(whole)
  expect(pictureSize(scan())).toBeUndefined()
  expect(pictureSize(large.subarray(0, 20))).toBeUndefined()
})
