/** An installer's file name: of no other folder, and of no program but an installer. */
export const installerName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.(exe|deb)$/
