import { Select } from 'antd'
import { RefControl } from '../../kinds-ui/controls/ref-control'
import { Labeled } from '../../ui/labeled'

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => ({ value: letter, label: `${letter} 机` }))
const levels = ['street', 'district']

interface LaptopChoiceProps {
  readonly street: string | null
  /** What the laptop's numbers begin with. */
  readonly letter: string
  readonly onStreet: (street: string | null) => void
  readonly onLetter: (letter: string) => void
}

/** Which laptop of which street, or which other computer of this district's office. */
export function LaptopChoice({ street, letter, onStreet, onLetter }: LaptopChoiceProps) {
  return (
    <>
      <Labeled label="街道或本单位" required>
        {(control) => (
          <RefControl
            control={control}
            to="unit"
            levels={levels}
            value={street}
            onChange={(id) => onStreet(typeof id === 'string' ? id : null)}
          />
        )}
      </Labeled>
      <Labeled label="电脑代号" required>
        {(control) => (
          <Select
            id={control.id}
            className="wide"
            showSearch
            options={letters}
            value={letter}
            onChange={onLetter}
          />
        )}
      </Labeled>
    </>
  )
}
