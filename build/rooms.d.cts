/** Tree → its rooms from the ground up; rooms of one inner list know nothing of each other. */
export const rooms: Readonly<Record<string, readonly (string | readonly string[])[]>>
