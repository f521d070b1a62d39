import type { CommandSpec, ToolSpec } from '../spec.ts';

const RUNS: CommandSpec = {
  style: 'none',
  operands: 'text*',
  does: 'exec - starts plug-ins the folder names; network; secret',
};

/** Tools that work on machines elsewhere. */
export const CLOUD: readonly ToolSpec[] = [
  {
    names: 'terraform tofu',
    style: 'single',
    options: `
      -version -v -help -h
      -chdir =cwd
    `,
    bare: true,
    commands: {
      version: { options: '-json', operands: '' },
      fmt: {
        // Without -check it rewrites; -diff starts a program.
        options: `
          -check -recursive -no-color
          -list ?oneof:true|false
        `,
        operands: 'edit*',
        does: 'edit:. - rewrites files',
        variants: [{ if: '-check', operands: 'tree*', does: '' }],
      },
      'apply destroy import taint untaint state init plan validate providers show output graph console get login logout workspace refresh test force-unlock metadata':
        RUNS,
    },
    allow: [
      'terraform version',
      'terraform -version',
      'terraform fmt -check',
      'terraform fmt -check -recursive modules',
    ],
    ask: [
      'terraform fmt',
      'terraform fmt -check=false',
      'terraform plan',
      'terraform apply -auto-approve',
      'terraform output',
      'terraform show',
      'terraform validate',
      'terraform -chdir=x apply',
      'terraform frob',
    ],
  },
  {
    names: 'vagrant',
    options: '--version -v',
    bare: true,
    commands: {
      'up halt destroy ssh status global-status provision reload suspend resume box plugin init ssh-config port snapshot validate package rsync':
        { style: 'none', operands: 'text*', does: 'exec - the Vagrantfile is a program' },
    },
    allow: ['vagrant --version'],
    ask: ['vagrant up', 'vagrant status', 'vagrant ssh -c ls'],
  },
  {
    // gcloud and az write their settings or ask for updates even when they only say their version.
    names: 'gcloud az',
    style: 'none',
    operands: 'text*',
    does: 'network',
    allow: [],
    ask: ['gcloud --version', 'az --version', 'gcloud auth print-access-token', 'az login'],
  },
  {
    names: 'aws',
    style: 'posix',
    options: '--version',
    operands: 'text*',
    does: 'network',
    variants: [{ if: '--version', operands: '', does: '' }],
    allow: ['aws --version'],
    ask: [
      'aws s3 ls',
      'aws s3 cp .env s3://bucket/',
      'aws --version s3 ls',
      'aws --endpoint-url http://192.0.2.1 s3 ls',
    ],
  },
  {
    names: 'gsutil bq doctl heroku flyctl fly vercel netlify wrangler firebase eksctl pulumi',
    style: 'none',
    operands: 'text*',
    does: 'network; exec - settings of the folder can name programs',
    allow: [],
    ask: ['heroku config', 'pulumi up', 'vercel deploy'],
  },
];
