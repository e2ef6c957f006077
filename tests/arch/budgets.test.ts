import ts from 'typescript';
import { expect, test } from 'vitest';
import { textOf, written } from './source-files.ts';

const FILE_LINES = 250;
/** A file of tests is a list: it is read one test at a time. */
const TEST_FILE_LINES = 400;
const FUNCTION_LINES = 60;
const FOLDER_ENTRIES = 25;
const FOLDER_DEPTH = 4;

/** Deliberate exceptions, each with its reason. One that is no longer needed fails. */
const LONG_FILES: Record<string, string> = {
  'db/schema/passes.ts':
    'a lot, its booklets, its passes and what moves them: cut in two, each half would explain the other',
  'tests/db/upkeep.test.ts':
    'the life of a page from its claim to its errors, on one database: cut in two, it would start another',
  'scripts/verify-ledger.mjs': 'handed to strangers, who carry one file away and read all that it checks in it',
};
const LONG_FUNCTIONS: Record<string, string> = {
  'tests/factories/world.ts: buildWorld': 'the small world of the tests, told in the order it is made',
  'tests/setup/sign-in.ts: signEverybodyIn': 'one visitor after the other, with what each of them owns',
};
const FULL_FOLDERS: Record<string, string> = {
  app: 'one folder for each context: `ls app` says what the product is',
  'db/migrations': 'one step after the other, and a step that was taken is never edited nor moved',
  'db/migrations/meta': 'what drizzle-kit remembers of each step',
  'db/queries': 'all of the SQL, one file for each thing that is asked: one list to look a question up in',
  'db/seed': 'one file for each part of the demonstration, told in the order it is lived',
  'docs/decisions': 'the diary of what was decided: dated pages, never edited afterwards',
  'tests/db': 'one file for each thing that must hold on a real database, and a folder for each large context',
};

const { files, folders } = written();
const code = files.filter((file) => /\.(ts|tsx|js|mjs|css|sql)$/.test(file) && !file.startsWith('db/migrations/'));

test(`files have at most ${FILE_LINES} lines`, () => {
  const long = code.filter(
    (file) => textOf(file).split('\n').length - 1 > (file.startsWith('tests/') ? TEST_FILE_LINES : FILE_LINES),
  );
  expect(long.sort()).toEqual(Object.keys(LONG_FILES).sort());
});

test(`functions have at most ${FUNCTION_LINES} lines`, () => {
  const long = code.filter((file) => /\.tsx?$/.test(file)).flatMap((file) => longFunctions(file, textOf(file)));
  expect(long.sort()).toEqual(Object.keys(LONG_FUNCTIONS).sort());
});

test(`folders have at most ${FOLDER_ENTRIES} entries and stand at most ${FOLDER_DEPTH} deep`, () => {
  const entries = (folder: string) =>
    [...files, ...folders].filter(
      (path) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/'),
    );
  expect(folders.filter((folder) => entries(folder).length > FOLDER_ENTRIES).sort()).toEqual(
    Object.keys(FULL_FOLDERS).sort(),
  );
  expect(folders.filter((folder) => folder.split('/').length > FOLDER_DEPTH)).toEqual([]);
});

test('no folder or file is a drawer', () => {
  const drawers = /(^|\/)(utils?|helpers?|lib|common|misc)(\.[a-z.]+|\/|$)/;
  expect([...files, ...folders].filter((path) => drawers.test(path))).toEqual([]);
});

test('the measure sees a long function, and not the long list of tests around it', () => {
  const lines = 'x();\n'.repeat(FUNCTION_LINES);
  expect(longFunctions('a.ts', `function long() {\n${lines}}`)).toEqual(['a.ts: long']);
  expect(longFunctions('a.ts', `const long = () => {\n${lines}};`)).toEqual(['a.ts: long']);
  expect(longFunctions('a.ts', `class A { long() {\n${lines}} }`)).toEqual(['a.ts: long']);
  expect(longFunctions('a.ts', `describe('many', () => {\n${lines}});`)).toEqual([]);
});

function longFunctions(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const long: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) && !isListOfTests(node) && lineCount(source, node) > FUNCTION_LINES) {
      long.push(`${file}: ${nameOf(node)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return long;
}

function isListOfTests(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

function lineCount(source: ts.SourceFile, node: ts.Node): number {
  const line = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  return line(node.getEnd()) - line(node.getStart()) + 1;
}

function nameOf(node: ts.Node): string {
  const named = ts.isVariableDeclaration(node.parent) || ts.isPropertyAssignment(node.parent) ? node.parent : node;
  return 'name' in named && named.name !== undefined ? (named.name as ts.Node).getText() : 'anonymous';
}
