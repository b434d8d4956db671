/** Generated notebooks: what workers give is what the kernel gives. */
package partita.kernel.property;
