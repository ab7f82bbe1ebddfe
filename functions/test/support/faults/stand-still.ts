/** Tells on a line where the process is, and waits there until it is killed or gets a line. */
export async function standStill(where: string): Promise<void> {
  process.stdout.write(`at ${where}\n`);
  await new Promise<void>((resolve) => {
    process.stdin.once('data', () => resolve());
  });
  process.stdin.destroy();
}
