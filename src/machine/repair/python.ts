import { AGAIN, CORRECTED, type Rule, repairPlan } from './failure.ts';
import { firstProgram, nearest, quote, replaceWord, splitWords } from './text.ts';

/** Modules whose package is called otherwise. */
const PACKAGES: Record<string, string> = {
  PIL: 'pillow',
  bs4: 'beautifulsoup4',
  cv2: 'opencv-python',
  dateutil: 'python-dateutil',
  dotenv: 'python-dotenv',
  sklearn: 'scikit-learn',
  skimage: 'scikit-image',
  serial: 'pyserial',
  yaml: 'pyyaml',
};
/** Modules that come with python and are run with -m. */
const RUNNABLE = [
  'http.server',
  'json.tool',
  'venv',
  'pip',
  'unittest',
  'zipfile',
  'tarfile',
  'timeit',
  'pdb',
].concat([
  'ensurepip',
  'compileall',
  'cProfile',
  'site',
  'calendar',
  'doctest',
  'pydoc',
  'webbrowser',
  'gzip',
  'pytest',
]);
const VENV = '.venv';

/** pip and python: a system that manages its own packages, a module that is not installed. */
export const python: Rule = ({ command, stderr }, world) => {
  if (/externally-managed-environment/.test(stderr)) {
    const pip = splitWords(command).find(({ value }) => /^pip[\d.]*$/.test(value));
    if (!pip) return undefined;
    const inside = command
      .replace(/^.*?\bpip[\d.]*\b/, `${VENV}/bin/pip`)
      .replace(/ --(?:user|break-system-packages)\b/g, '');
    return repairPlan({
      goal: 'install it into an environment of this folder',
      check: [`ls -d ${VENV} 2>/dev/null || echo 'no environment yet'`, 'whether there is one'],
      changes: world.kind(VENV) === 'dir' ? [] : [[`python3 -m venv ${VENV}`, 'makes an environment here']],
      verify: [inside, CORRECTED],
    });
  }
  const full = /No module named '?([\w.]+)'?/.exec(stderr)?.[1];
  const module = full?.split('.')[0];
  if (module === undefined) return undefined;
  const program = firstProgram(command);
  const words = splitWords(command);
  const after = words[words.findIndex(({ value }) => value === '-m') + 1];
  const meant = after?.value.startsWith(module) ? nearest(after.value, RUNNABLE) : undefined;
  if (after && meant !== undefined)
    return repairPlan({
      goal: `the module ${meant} instead of ${after.value}`,
      verify: [replaceWord(command, after, meant), CORRECTED],
    });
  if (module === 'pip' && program) {
    return repairPlan({
      goal: 'install pip',
      check: [`${program.text} --version`, 'which python it is'],
      changes: [[`${program.text} -m ensurepip --user`, 'unpacks the pip that comes with python']],
      verify: [command, AGAIN],
    });
  }
  // A package of one's own beside the one that is there, or in a folder that is not looked into.
  const home = world.folderWith(`${module}/__init__.py`) ?? world.folderWith(`${module}.py`);
  const own =
    world.kind(`${module}/__init__.py`) !== undefined || world.kind(`${module}.py`) !== undefined
      ? '.'
      : home;
  if (own !== undefined)
    return repairPlan({
      goal: `let python look into ${own}, which has ${module}`,
      verify: [`PYTHONPATH=${quote(own)} ${command}`, CORRECTED],
    });
  const near = after?.value.startsWith(module)
    ? nearest(
        module,
        world
          .names('.')
          .map((name) => name.replace(/\.py$/, ''))
          .filter(
            (name) =>
              world.kind(`${name}/__main__.py`) !== undefined || world.kind(`${name}.py`) !== undefined,
          ),
      )
    : undefined;
  if (after && near !== undefined)
    return repairPlan({
      goal: `${near} instead of ${module}`,
      verify: [replaceWord(command, after, after.value.replace(module, near)), CORRECTED],
    });
  const there = world.kind(VENV) === 'dir';
  // The environment of this folder may have it already.
  if (there && program && /^python[\d.]*$/.test(program.value) && hasModule(module, world))
    return repairPlan({
      goal: 'use the environment of this folder',
      verify: [replaceWord(command, program, `${VENV}/bin/python`), CORRECTED],
    });
  const name = PACKAGES[module] ?? module;
  return repairPlan({
    goal: `install ${name} into an environment of this folder`,
    changes: [
      ...(there ? [] : [[`python3 -m venv ${VENV}`, 'makes an environment here'] as const]),
      [`${VENV}/bin/pip install ${quote(name)}`, `downloads ${name}`],
    ],
    verify: [program ? replaceWord(command, program, `${VENV}/bin/python`) : command, AGAIN],
  });
};

function hasModule(module: string, world: Parameters<Rule>[1]): boolean {
  return world.names(`${VENV}/lib`).some((version) => {
    const packages = `${VENV}/lib/${version}/site-packages`;
    return (
      world.kind(`${packages}/${module}`) !== undefined ||
      world.kind(`${packages}/${module}.py`) !== undefined
    );
  });
}
