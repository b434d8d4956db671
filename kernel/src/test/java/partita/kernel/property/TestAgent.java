package partita.kernel.property;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import partita.internal.parcel.ShippingAgent;

/** Attaches Partita's agent to this JVM, as the kernel's command line does. */
public final class TestAgent {
    private TestAgent() {}

    /** The JVM's instrumentation; the agent is attached at the first call. */
    public static synchronized Instrumentation instrumentation() {
        if (ShippingAgent.instrumentation() == null) {
            attach();
        }
        return ShippingAgent.instrumentation();
    }

    private static void attach() {
        var manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Agent-Class", ShippingAgent.class.getName());
        attributes.putValue("Can-Redefine-Classes", "true");
        attributes.putValue("Can-Retransform-Classes", "true");
        try {
            Path jar = Files.createTempFile("agent", ".jar");
            new JarOutputStream(Files.newOutputStream(jar), manifest).close();
            VirtualMachine self =
                    VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
            self.loadAgent(jar.toString());
            self.detach();
            Files.delete(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("this JVM takes no agent; it needs -Djdk.attach.allowAttachSelf=true", e);
        }
    }
}
