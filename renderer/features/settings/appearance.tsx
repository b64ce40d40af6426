import { Radio } from 'antd'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'
import {
  type Density,
  densities,
  type SchemeChoice,
  schemeChoices,
  usePreferences,
} from '../../ui/preferences'

const schemeLabels: Readonly<Record<SchemeChoice, string>> = {
  auto: '跟随系统',
  light: '浅色',
  dark: '深色',
  contrast: '高对比度',
}
const densityLabels: Readonly<Record<Density, string>> = {
  roomy: '宽松（每行 44）',
  dense: '紧凑（每行 36）',
}

/** How the window looks on this computer. */
export function Appearance() {
  const { scheme, setScheme, density, setDensity } = usePreferences()
  return (
    <Section title="外观">
      <p className="help">只对这台电脑的这个窗口有效，不改变打印件。字号在窗口右上方。</p>
      <Labeled label="颜色">
        {(control) => (
          <Radio.Group
            id={control.id}
            aria-label="颜色"
            options={schemeChoices.map((value) => ({ value, label: schemeLabels[value] }))}
            value={scheme}
            onChange={(event) => setScheme(event.target.value)}
          />
        )}
      </Labeled>
      <Labeled label="列表行高">
        {(control) => (
          <Radio.Group
            id={control.id}
            aria-label="列表行高"
            options={densities.map((value) => ({ value, label: densityLabels[value] }))}
            value={density}
            onChange={(event) => setDensity(event.target.value)}
          />
        )}
      </Labeled>
    </Section>
  )
}
