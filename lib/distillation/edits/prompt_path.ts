/** Where an agent's system prompt is. */
export function promptPath(agent: string): string {
  return `prompts/${agent}.md`;
}
