import fc from 'fast-check';

// The same cases on every run.
fc.configureGlobal({ seed: 20261121 });

export { fc };
