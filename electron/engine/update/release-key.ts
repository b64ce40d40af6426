/**
 * The public key by which this program knows new versions of itself, as OpenSSH writes one. This is a development key whose private
 * half nobody has: whoever releases puts their own here (CONTRIBUTING.md, “Releasing”).
 */
export const releaseKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIwApeikyKGO24lqhrP8DNgxll4vjD1+Z1xRL7yRvJ9E'
