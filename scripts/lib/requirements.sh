# What building cvmsnap needs: a JDK and Maven. Sourced by scripts in /bin/sh and bash; also read by
# the Bourne shell of Solaris 10, so nothing newer than backquotes; fit for `set -eu'.
#
# require_build: JAVA_HOME is a JDK that can build, and mvn is on the PATH, or exit 2. What is
# missing is installed where that can be done without asking (root on Debian), else named.

# Error Prone 2.42 runs in a javac of these versions only, and the machine may have a newer one.
oldest_jdk=17
newest_jdk=24

# Prints the major version of the JDK in $1, or nothing.
jdk_version() {
  if test -x "$1/bin/javac" && test -r "$1/release"; then
    (
      IFS='".'
      while read key major rest; do
        case $key in JAVA_VERSION=) echo "$major" ;; esac
      done < "$1/release"
    )
  fi
}

# Sets JAVA_HOME to a JDK that can build: the one it names, or the oldest that fits.
find_jdk() {
  jdk=
  found=`jdk_version "${JAVA_HOME-}"`
  if test -n "$found" && test "$found" -ge $oldest_jdk && test "$found" -le $newest_jdk; then
    jdk=$JAVA_HOME
  else
    best=`expr $newest_jdk + 1`
    for home in "${CVMSNAP_JAVA_HOME-}" /usr/lib/jvm/* /usr/jdk/* /usr/jdk/instances/* /opt/jdk* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home; do
      found=`jdk_version "$home"`
      if test -n "$found" && test "$found" -ge $oldest_jdk && test "$found" -lt $best; then
        jdk=$home
        best=$found
      fi
    done
  fi
  test -n "$jdk" && JAVA_HOME=$jdk && export JAVA_HOME
}

# Whether a program is on the PATH.
on_path() {
  (
    IFS=:
    for directory in $PATH; do
      test -f "$directory/$1" && test -x "$directory/$1" && exit 0
    done
    exit 1
  )
}

# Prints the Debian packages that are missing.
missing_packages() {
  find_jdk || echo openjdk-$oldest_jdk-jdk-headless
  on_path mvn || echo maven
}

# Installs $missing, and ssh with it, which cvmsnap itself runs.
install_missing() {
  echo "cvmsnap: installing $missing ..." >&2
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  on_path ssh || missing="$missing openssh-client"
  apt="apt-get -qq -y -o DPkg::Lock::Timeout=300"
  output=`$apt update 2>&1 < /dev/null
    $apt install --no-install-recommends $missing 2>&1 < /dev/null || echo failed: $apt install $missing`
  case $output in *failed:*) echo "$output" | tail -5 >&2 ;; esac
}

# Whether packages can be installed without asking: root on Debian.
can_install() {
  test -f /etc/debian_version && on_path apt-get && test -w /var/lib/dpkg
}

require_build() {
  missing=`missing_packages`
  missing=`echo $missing`
  if test -n "$missing" && can_install; then
    install_missing
    missing=`missing_packages`
    missing=`echo $missing`
  fi
  if test -n "$missing"; then
    echo "cvmsnap: cannot build: install $missing (a JDK from $oldest_jdk to $newest_jdk; these are Debian's names), or set JAVA_HOME and PATH" >&2
    exit 2
  fi
  find_jdk
}
