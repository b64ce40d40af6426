import { PracticeButton } from '../../engine/practice-button'
import { Section } from '../../ui/page'

/** The way to the separate profile to practise in. */
export function Practice() {
  return (
    <Section title="练习资料">
      <p>
        另有一份虚构的资料，专门用来练习：和正式资料分开放，随便改，不会混在一起。打开以后，最上面一直写着“练习用资料”。
      </p>
      <div className="form-tools">
        <PracticeButton />
      </div>
    </Section>
  )
}
