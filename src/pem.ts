const [begin, end, dashes] = ['BEGIN ', 'END ', '-----']

/** One block of a PEM text: what it says that it is, and its base64, with line ends. */
export interface PemBlock {
  readonly label: string
  readonly body: string
}

/** The PEM blocks in a text, in order; the text around them is left out. */
export const pemBlocks = (text: string): readonly PemBlock[] => {
  const parts = text.split(dashes)
  return parts.flatMap((part, at) => {
    const body = parts[at + 2] === undefined ? '' : (parts[at + 1] ?? '')
    const isWhole = part.startsWith(begin) && parts[at + 2]?.startsWith(end) && !body.includes('-')
    return isWhole ? [{ label: part.slice(begin.length), body }] : []
  })
}

/** The certificates in a text, each as PEM. */
export const certificatesIn = (text: string): readonly string[] =>
  pemBlocks(text)
    .filter(({ label, body }) => label === 'CERTIFICATE' && body !== '')
    .map(({ label, body }) => `${dashes}${begin}${label}${dashes}${body}${dashes}${end}${label}${dashes}`)
