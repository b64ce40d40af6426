/** Who practises: nothing is to be kept from anybody there. */
export const practiceUser = { user: '练习', passphrase: '桂花树下听一堂课' } as const
