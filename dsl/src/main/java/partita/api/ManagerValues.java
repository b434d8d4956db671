package partita.api;

import org.jspecify.annotations.Nullable;

/**
 * Makes values and arrays that live in a manager.
 */
public interface ManagerValues {
    /**
     * Memory that this user's processes on this machine share, with a name that nobody else has. It goes with the
     * manager, so that nobody has to unlink it; {@code par.sharedMemory(name)} attaches it until then.
     *
     * @param size in bytes
     * @return new memory, all zeros
     * @throws IllegalArgumentException if size is less than 1
     * @throws EngineException if there is no room for it
     * @throws IllegalStateException if the manager is on another machine
     * @throws ClosedException if the manager has ended
     */
    SharedMemory sharedMemory(long size);

    /**
     * A list of fixed length in memory that goes with the manager, so that nobody has to unlink it.
     *
     * @param elements Integer, Long, Double, Boolean, String, byte[] or null
     * @return a new list; {@code par.attachList} attaches it by its memory's name
     * @throws IllegalArgumentException if an element is of another class
     * @throws EngineException if there is no room for it
     * @throws IllegalStateException if the manager is on another machine
     * @throws ClosedException if the manager has ended
     */
    ShareableList shareableList(@Nullable Object... elements);

    /**
     * A value: a number, a record, anything that travels.
     *
     * @param <T> its type
     * @param initial what it is at first
     * @return a new value
     * @throws ClosedException if the manager has ended
     */
    <T extends @Nullable Object> SharedValue<T> value(T initial);

    /**
     * A value: a number, a record, anything that travels. The same one for whoever asks by this name.
     *
     * @param <T> its type
     * @param name its name
     * @param initial what it is at first
     * @return the value of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <T extends @Nullable Object> SharedValue<T> value(String name, T initial);

    /**
     * Numbers, all 0.
     *
     * @param n how many
     * @return a new array
     * @throws IllegalArgumentException if n is negative
     * @throws ClosedException if the manager has ended
     */
    SharedInts ints(int n);

    /**
     * Numbers, all 0. The same one for whoever asks by this name.
     *
     * @param name its name
     * @param n how many
     * @return the array of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws IllegalArgumentException if n is negative
     * @throws ClosedException if the manager has ended
     */
    SharedInts ints(String name, int n);

    /**
     * Numbers.
     *
     * @param initial what they are at first; copied
     * @return a new array
     * @throws ClosedException if the manager has ended
     */
    SharedInts ints(int[] initial);

    /**
     * Numbers. The same one for whoever asks by this name.
     *
     * @param name its name
     * @param initial what they are at first; copied
     * @return the array of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    SharedInts ints(String name, int[] initial);

    /**
     * Numbers, all 0.
     *
     * @param n how many
     * @return a new array
     * @throws IllegalArgumentException if n is negative
     * @throws ClosedException if the manager has ended
     */
    SharedLongs longs(int n);

    /**
     * Numbers, all 0. The same one for whoever asks by this name.
     *
     * @param name its name
     * @param n how many
     * @return the array of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws IllegalArgumentException if n is negative
     * @throws ClosedException if the manager has ended
     */
    SharedLongs longs(String name, int n);

    /**
     * Numbers.
     *
     * @param initial what they are at first; copied
     * @return a new array
     * @throws ClosedException if the manager has ended
     */
    SharedLongs longs(long[] initial);

    /**
     * Numbers. The same one for whoever asks by this name.
     *
     * @param name its name
     * @param initial what they are at first; copied
     * @return the array of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    SharedLongs longs(String name, long[] initial);

    /**
     * Numbers, all 0.
     *
     * @param n how many
     * @return a new array
     * @throws IllegalArgumentException if n is negative
     * @throws ClosedException if the manager has ended
     */
    SharedDoubles doubles(int n);

    /**
     * Numbers, all 0. The same one for whoever asks by this name.
     *
     * @param name its name
     * @param n how many
     * @return the array of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws IllegalArgumentException if n is negative
     * @throws ClosedException if the manager has ended
     */
    SharedDoubles doubles(String name, int n);

    /**
     * Numbers.
     *
     * @param initial what they are at first; copied
     * @return a new array
     * @throws ClosedException if the manager has ended
     */
    SharedDoubles doubles(double[] initial);

    /**
     * Numbers. The same one for whoever asks by this name.
     *
     * @param name its name
     * @param initial what they are at first; copied
     * @return the array of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    SharedDoubles doubles(String name, double[] initial);

    /**
     * Numbers, all 0.
     *
     * @param n how many
     * @return a new array
     * @throws IllegalArgumentException if n is negative
     * @throws ClosedException if the manager has ended
     */
    SharedBytes bytes(int n);

    /**
     * Numbers, all 0. The same one for whoever asks by this name.
     *
     * @param name its name
     * @param n how many
     * @return the array of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws IllegalArgumentException if n is negative
     * @throws ClosedException if the manager has ended
     */
    SharedBytes bytes(String name, int n);

    /**
     * Numbers.
     *
     * @param initial what they are at first; copied
     * @return a new array
     * @throws ClosedException if the manager has ended
     */
    SharedBytes bytes(byte[] initial);

    /**
     * Numbers. The same one for whoever asks by this name.
     *
     * @param name its name
     * @param initial what they are at first; copied
     * @return the array of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    SharedBytes bytes(String name, byte[] initial);
}
