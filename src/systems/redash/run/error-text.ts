const longest = 500

/** Redash puts a comment with the user, the query and the job before the SQL, and databases quote its end. */
const withoutComment = (line: string): string => {
  const whole = line.replace(/\/\* Username: [^*]{0,1000}\*\/ ?/g, '')
  const head = /^LINE 1: /.exec(whole)?.[0]
  const end = whole.indexOf('*/')
  const isTail = head !== undefined && end !== -1 && !whole.slice(0, end).includes('/*')
  const tailless = isTail ? `${head}${whole.slice(end + 2).trimStart()}` : whole
  const begins = tailless.indexOf('/* Username: ')
  return begins === -1 ? tailless : tailless.slice(0, begins).trimEnd()
}

/** What a database said about the SQL, without Redash's own comment and without the arrow below a line. */
export const errorText = (error: string): string => {
  const lines = error
    .split('\n')
    .filter((line) => !/^[ \t]*\^[ \t]*$/.test(line))
    .map((line) => withoutComment(line).trim())
    .filter((line) => line !== '' && line !== 'LINE 1:')
  const text = lines.join('\n')
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}
