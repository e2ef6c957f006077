/** A probe in a process of its own, whose source was changed as it was loaded. Arguments: database URL, probe. Status 9: red. */
import { runProbe } from './run-probe.ts';

const [url = '', probe = ''] = process.argv.slice(2);
const said = await runProbe(url, probe, null);
if (said !== null) {
  process.stdout.write(`said: ${said}\n`);
  process.exitCode = 9;
}
