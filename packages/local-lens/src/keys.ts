const key = (name: string): string => Buffer.from(`token_${name}_LocalLens`.padEnd(48, '0')).toString('base64')

/** A key for each kind of user: by the scopes of their group, one that expired, and one that nobody has. */
export const keys = {
  admin: key('admin'),
  reader: key('reader'),
  explorer: key('explorer'),
  lister: key('lister'),
  half: key('half'),
  nobody: key('nobody'),
  oslo: key('oslo'),
  expired: key('expired'),
  bad: key('bad'),
} as const
