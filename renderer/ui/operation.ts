/** A new operation id: one per action of a person, kept when the same action is tried again. */
export const newOperation = (): string => crypto.randomUUID()
