import { fingerprintOf } from '../../../shared/exchange/fingerprint'
import { useSession } from '../../engine/session'
import { FingerprintWords } from '../../ui/fingerprint-words'
import { Section } from '../../ui/page'

const whoAdmits = { street: '区级', district: '上级或本', city: '上级', province: '上级' } as const

/** On a computer that nobody let in yet: the words that it reads out when the office above calls. */
export function OwnFingerprint() {
  const { site } = useSession()
  const above = whoAdmits[site.role]
  return (
    <Section title="本机核对词">
      <p className="help">
        本机还在等{above}单位准入。请先导出一个文件带去；对方打电话来时，把下面八个词从第 1
        个起读给对方听。两边一样，对方才会准入。
      </p>
      <FingerprintWords words={fingerprintOf(site.id)} label="本机核对词" />
    </Section>
  )
}
